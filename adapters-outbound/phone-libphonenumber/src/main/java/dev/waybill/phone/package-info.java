/** Telephone numbers as libphonenumber knows them. */
@NullMarked
package dev.waybill.phone;

import org.jspecify.annotations.NullMarked;
