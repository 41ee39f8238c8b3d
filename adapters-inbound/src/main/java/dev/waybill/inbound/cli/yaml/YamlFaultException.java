package dev.waybill.inbound.cli.yaml;

/** The text is not what can be read here; the message says where and what, and repeats no value. */
public final class YamlFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  YamlFaultException(String message) {
    super(message);
  }
}
