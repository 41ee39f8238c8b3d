package dev.waybill.inbound.cli;

/** The API said no. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  RefusedException(Answer answer) {
    super(String.join(System.lineSeparator(), Refusal.sentences(answer)));
    this.answer = answer;
  }

  public Answer answer() {
    return answer;
  }
}
