/**
 * What the demonstration and the bench are played on: processes, a connector, a client of the API.
 */
@NullMarked
package dev.waybill.bootstrap.stage;

import org.jspecify.annotations.NullMarked;
