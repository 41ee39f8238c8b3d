package dev.waybill.inbound.http;

/** Shows refusals to people, where people are and not programs. Called by many threads. */
public interface RefusalPages {
  /** None anywhere: every refusal is problem+json. */
  RefusalPages NONE =
      new RefusalPages() {
        @Override
        public boolean covers(String path) {
          return false;
        }

        @Override
        public Reply page(Request request, Refused refused) {
          throw new IllegalStateException("covers nothing");
        }
      };

  /** Whether what is refused at this path is shown as a page. */
  boolean covers(String path);

  /** The page, itself no refusal. */
  Reply page(Request request, Refused refused);

  /**
   * What was refused.
   *
   * @param correlationId what connects the page with the log
   */
  record Refused(int status, Reply.Content.Refusal refusal, String correlationId) {}
}
