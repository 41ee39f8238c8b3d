/** What an operator's tools are told, by a running platform. */
@NullMarked
package dev.waybill.bootstrap.monitoring;

import org.jspecify.annotations.NullMarked;
