package dev.waybill.domain.credential;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A connector's secrets by name, such as {@code access_token}. Its {@code toString} names no value.
 */
public final class Credential {
  public static final Credential NONE = new Credential(Map.of());

  private final Map<String, Secret> secrets;

  public Credential(Map<String, Secret> secrets) {
    this.secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
  }

  public @Nullable Secret get(String name) {
    return secrets.get(name);
  }

  public Set<String> names() {
    return secrets.keySet();
  }

  @Override
  public String toString() {
    return "Credential" + secrets.keySet();
  }
}
