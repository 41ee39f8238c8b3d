/** What can go wrong on one machine, done to real processes and a real PostgreSQL under load. */
@NullMarked
package dev.waybill.bootstrap.faults;

import org.jspecify.annotations.NullMarked;
