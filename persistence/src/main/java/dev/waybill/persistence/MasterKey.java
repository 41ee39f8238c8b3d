package dev.waybill.persistence;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.stream.IntStream;

/**
 * The key that seals credentials: a Tink keyset in a file. Its id is no secret; the key itself
 * never leaves this object. Safe for use by many threads.
 */
public final class MasterKey {
  private static final byte[] CHECK = "waybill master key check".getBytes(StandardCharsets.UTF_8);

  private final KeysetHandle keyset;
  private final Aead aead;

  private MasterKey(KeysetHandle keyset) throws GeneralSecurityException {
    this.keyset = keyset;
    this.aead = keyset.getPrimitive(RegistryConfiguration.get(), Aead.class);
  }

  /**
   * Loads the key from that file.
   *
   * @throws DatabaseRefusedException when the file is not there or holds no such key
   */
  public static MasterKey load(Path file) {
    try {
      AeadConfig.register();
      return new MasterKey(
          TinkJsonProtoKeysetFormat.parseKeyset(
              Files.readString(file), RegistryConfiguration.get(), InsecureSecretKeyAccess.get()));
    } catch (NoSuchFileException e) {
      throw new DatabaseRefusedException("there is no master key file " + file, e);
    } catch (IOException e) {
      throw new UncheckedIOException("the master key file " + file + " cannot be read", e);
    } catch (GeneralSecurityException _) {
      // Without the cause: a parser's message may repeat what it could not read.
      throw new DatabaseRefusedException(
          "master key: " + file + " holds no Tink keyset for AEAD as JSON");
    }
  }

  /** Loads the key from that file, or makes a new one there with mode 600 where there is none. */
  public static MasterKey loadOrMake(Path file) {
    if (!Files.exists(file)) {
      make(file);
    }
    return load(file);
  }

  private static void make(Path file) {
    try {
      AeadConfig.register();
      write(
          KeysetHandle.generateNew(
              PredefinedAeadParameters.AES256_GCM, RegistryConfiguration.get()),
          file);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink makes no AES256-GCM key", e);
    }
  }

  /**
   * Makes a key that comes after this one, in a file of mode 600 that must not be there yet: it
   * seals by itself, and opens what this one and those before it sealed.
   */
  public MasterKey successor(Path file) {
    try {
      var added =
          KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
              .withRandomId()
              .makePrimary();
      var keys = KeysetHandle.newBuilder(keyset).addEntry(added).build();
      write(keys, file);
      return new MasterKey(keys);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Tink makes no AES256-GCM key", e);
    }
  }

  private static void write(KeysetHandle keyset, Path file) throws GeneralSecurityException {
    try {
      var json =
          TinkJsonProtoKeysetFormat.serializeKeyset(
              keyset, RegistryConfiguration.get(), InsecureSecretKeyAccess.get());
      Files.createDirectories(file.toAbsolutePath().getParent());
      PrivateFiles.create(file, json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("no master key could be made at " + file, e);
    }
  }

  /** Which key seals, in hexadecimal digits; not a secret. */
  public String id() {
    return hex(keyset.getPrimary().getId());
  }

  private static String hex(int id) {
    return "%08x".formatted(id);
  }

  /**
   * Makes sure that what is sealed in the database can be opened with this key. A database that has
   * not seen any key yet belongs to this one from now on.
   *
   * @throws DatabaseRefusedException when the database belongs to another key; the message says
   *     which
   */
  public void checkAgainst(Database database) {
    var check = new MasterKeyCheck(database).first(id(), sealedCheck());
    if (!opensCheck(check.sealed())) {
      throw new DatabaseRefusedException(
          "master key: the database was sealed with key "
              + check.id()
              + ", the one given is "
              + ids());
    }
  }

  byte[] sealedCheck() {
    return seal(CHECK, "check");
  }

  private boolean opensCheck(byte[] sealed) {
    try {
      open(sealed, "check");
      return true;
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  private String ids() {
    return String.join(
        ", ",
        IntStream.range(0, keyset.size()).mapToObj(i -> hex(keyset.getAt(i).getId())).toList());
  }

  byte[] seal(byte[] plain, String owner) {
    try {
      return aead.encrypt(plain, owner.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the master key seals nothing", e);
    }
  }

  byte[] open(byte[] sealed, String owner) throws GeneralSecurityException {
    return aead.decrypt(sealed, owner.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "MasterKey[" + id() + "]";
  }
}
