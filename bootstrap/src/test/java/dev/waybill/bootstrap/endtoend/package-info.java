/** The whole platform as its users meet it: real processes, a real database, a real peer. */
@NullMarked
package dev.waybill.bootstrap.endtoend;

import org.jspecify.annotations.NullMarked;
