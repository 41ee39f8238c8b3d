/** The nodes that share one database: who lives, and who ought to deliver for which connector. */
@NullMarked
package dev.waybill.domain.node;

import org.jspecify.annotations.NullMarked;
