package dev.waybill.inbound.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;

/**
 * What a sender still sends after it was refused. A connection that is closed with bytes unread is
 * reset, and a reset takes the refusal with it: the sender would see a broken connection instead of
 * the reason. So the reply goes out first, and then what comes is read and dropped, up to a limit.
 */
final class LateBody {
  private static final int LIMIT = 32 * 1024 * 1024;
  private static final long LONGEST = Duration.ofSeconds(5).toNanos();
  private static final int PIECE = 16 * 1024;

  private LateBody() {}

  /** Ends the reply, then reads on; holds one small buffer. */
  static void dropAfterReply(Context context) {
    if (context.header("Expect") != null) {
      return;
    }
    try {
      context.res().getOutputStream().close();
      var in = context.req().getInputStream();
      var piece = new byte[PIECE];
      long end = System.nanoTime() + LONGEST;
      int dropped = 0;
      int read = 0;
      while (read >= 0 && dropped < LIMIT && System.nanoTime() < end) {
        read = in.read(piece);
        dropped += read;
      }
    } catch (IOException _) {
      // The sender is gone, and needs no reply.
    }
  }
}
