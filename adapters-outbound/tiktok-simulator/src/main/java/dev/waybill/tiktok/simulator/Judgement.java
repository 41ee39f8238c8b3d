package dev.waybill.tiktok.simulator;

/** What the checks made of a call. */
sealed interface Judgement {

  /** Nothing of it may be kept. */
  record Refused(Refusal refusal) implements Judgement {}

  /** All of it may be kept. */
  record Taken(Batch batch) implements Judgement {}
}
