/** Secrets and the vault that seals them. */
@NullMarked
package dev.waybill.domain.credential;

import org.jspecify.annotations.NullMarked;
