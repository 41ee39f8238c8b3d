package dev.waybill.persistence;

/** The row that tells which master key a database belongs to. */
final class MasterKeyCheck {
  private static final String CLAIM =
      "INSERT INTO master_key_check (id, sealed) VALUES (:id, :sealed) ON CONFLICT DO NOTHING";

  private static final String READ = "SELECT id, sealed FROM master_key_check";

  private final Database database;

  MasterKeyCheck(Database database) {
    this.database = database;
  }

  /** What the first key left here; this one if none was before. */
  Check first(String id, byte[] sealed) {
    return database.with(
        handle -> {
          handle.createUpdate(CLAIM).bind("id", id).bind("sealed", sealed).execute();
          return handle
              .createQuery(READ)
              .map((row, _) -> new Check(row.getString("id"), row.getBytes("sealed")))
              .one();
        });
  }

  /** The id of the key that sealed, and something it sealed. */
  @SuppressWarnings("ArrayRecordComponent") // read once and opened
  record Check(String id, byte[] sealed) {}
}
