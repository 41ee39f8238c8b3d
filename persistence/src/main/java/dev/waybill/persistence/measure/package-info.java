/** What the bench asks a PostgreSQL server, and does to it beside the platform. */
@NullMarked
package dev.waybill.persistence.measure;

import org.jspecify.annotations.NullMarked;
