package dev.waybill.inbound.console.frame;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.Map;

/** The templates, compiled with the classes around them. Safe for use by many threads. */
final class Templates {
  private static final String PACKAGE = "dev.waybill.inbound.console";

  private final TemplateEngine engine =
      TemplateEngine.createPrecompiled(
          null, ContentType.Html, Templates.class.getClassLoader(), PACKAGE);

  String render(String template, Map<String, Object> parameters) {
    var output = new StringOutput(8 * 1024);
    engine.render(template, parameters, output);
    return output.toString();
  }
}
