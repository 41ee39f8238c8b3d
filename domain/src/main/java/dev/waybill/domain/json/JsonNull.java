package dev.waybill.domain.json;

/** The null that was written down; an absent member has no value at all. */
public enum JsonNull implements Json {
  NULL
}
