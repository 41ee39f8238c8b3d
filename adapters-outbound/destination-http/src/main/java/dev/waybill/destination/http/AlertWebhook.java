package dev.waybill.destination.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.destination.http.HttpPeer.Reply;
import dev.waybill.domain.alert.AlertChannel;
import dev.waybill.domain.alert.Notice;
import dev.waybill.domain.credential.Secret;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Posts alerts to one receiver, signed by the rules of Standard Webhooks. */
public final class AlertWebhook implements AlertChannel {
  private static final HttpPeer.Patience PATIENCE =
      new HttpPeer.Patience(Duration.ofSeconds(5), Duration.ofSeconds(15));

  private final Target target;
  private final InstantSource clock;
  private final SigningKeys keys;
  private final Receiver receiver;

  /**
   * Where to.
   *
   * @param secrets what the receiver checks messages with, the current one first
   * @param reach which addresses it may have
   */
  public record Target(URI url, List<Secret> secrets, Receiver.Reach reach) {
    public Target {
      secrets = List.copyOf(secrets);
    }
  }

  /**
   * @throws IllegalArgumentException when a secret is not whsec_ and base64
   */
  public AlertWebhook(Target target, InstantSource clock) {
    this.target = target;
    this.clock = clock;
    this.keys = SigningKeys.of(target.secrets());
    this.receiver =
        new Receiver(
            new HttpPeer(PATIENCE, clock),
            target.reach(),
            InetAddress::getAllByName,
            PATIENCE.connect());
  }

  @Override
  public Sent send(Notice notice) {
    return switch (receiver.send(target.url(), request(notice))) {
      case Receiver.Answer.Forbidden _ -> Sent.NEVER;
      case Receiver.Answer.Heard(Reply.Silence _) -> Sent.NOT_NOW;
      case Receiver.Answer.Heard(Reply.Answer answer) -> sent(answer.status());
    };
  }

  /** By Standard Webhooks 410 means that the receiver wants no more; all else may be mended. */
  private static Sent sent(int status) {
    if (status >= 200 && status < 300) {
      return Sent.TAKEN;
    }
    return status == 410 ? Sent.NEVER : Sent.NOT_NOW;
  }

  private HttpRequest.Builder request(Notice notice) {
    var body = notice.body().getBytes(UTF_8);
    long now = clock.instant().getEpochSecond();
    return HttpRequest.newBuilder(target.url())
        .POST(BodyPublishers.ofByteArray(body))
        .header("Content-Type", "application/json")
        .header("webhook-id", notice.id())
        .header("webhook-timestamp", Long.toString(now))
        .header("webhook-signature", keys.sign(notice.id(), now, body));
  }

  @Override
  public void close() {
    receiver.close();
  }
}
