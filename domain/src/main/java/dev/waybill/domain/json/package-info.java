/** JSON as the domain sees it: a tree, pointers into it, and the problems found there. */
@NullMarked
package dev.waybill.domain.json;

import org.jspecify.annotations.NullMarked;
