/** What an operator is called for, once, until it is over. */
@NullMarked
package dev.waybill.domain.alert;

import org.jspecify.annotations.NullMarked;
