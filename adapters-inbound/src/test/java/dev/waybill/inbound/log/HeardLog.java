package dev.waybill.inbound.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** Everything that is logged by what comes in and what goes on by itself, down to the least. */
public final class HeardLog implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.waybill.inbound");
  private final List<ILoggingEvent> logged = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          logged.add(event);
        }
      };

  public static HeardLog listen() {
    var log = new HeardLog();
    log.appender.start();
    log.logger.setLevel(Level.TRACE);
    log.logger.setAdditive(false);
    log.logger.addAppender(log.appender);
    return log;
  }

  /** Messages and traces, as a file would have them. */
  public String text() {
    return logged.stream().map(HeardLog::text).collect(Collectors.joining("\n"));
  }

  private static String text(ILoggingEvent event) {
    var thrown = event.getThrowableProxy();
    return event.getFormattedMessage()
        + (thrown == null ? "" : "\n" + ThrowableProxyUtil.asString(thrown));
  }

  @Override
  public void close() {
    logger.detachAppender(appender);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
