package dev.waybill.domain.mapping;

import dev.waybill.domain.json.JsonObject;
import dev.waybill.domain.json.JsonPointer;

/** Compiles the mapping language of docs/mapping.md. */
public final class JsonMappingCompiler implements MappingCompiler {
  private final PhoneNumbers phones;

  public JsonMappingCompiler(PhoneNumbers phones) {
    this.phones = phones;
  }

  @Override
  public Compiled compile(JsonObject mapping, JsonObject settings) {
    var faults = new Faults();
    var form = new Form(mapping, JsonPointer.ROOT, faults);
    var fields = form.object("fields");
    if (!form.has("fields")) {
      form.missing("fields", "an object from JSON Pointers into the payload to rules");
    }
    form.rejectOthers();
    if (fields == null) {
      return new Compiled.Faulty(faults.all());
    }
    var rules = new RuleCompiler(settings, phones, faults);
    var root = new FieldsCompiler(rules, faults).compile(fields, form.place("fields"));
    return faults.none()
        ? new Compiled.Ready(new CompiledMapping(root))
        : new Compiled.Faulty(faults.all());
  }
}
