/** What all of the domain shares. */
@NullMarked
package dev.waybill.domain;

import org.jspecify.annotations.NullMarked;
