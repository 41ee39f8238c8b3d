/**
 * Connectors, their drafts and active configurations, and the Configured/Unconfigured lifecycle.
 */
@NullMarked
package dev.waybill.domain.connector;

import org.jspecify.annotations.NullMarked;
