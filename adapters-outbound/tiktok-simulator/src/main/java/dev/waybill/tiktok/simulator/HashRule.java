package dev.waybill.tiktok.simulator;

/** What an email or phone that is not a SHA-256 in lower-case hex comes to. */
enum HashRule {
  REFUSED,
  NOTED
}
