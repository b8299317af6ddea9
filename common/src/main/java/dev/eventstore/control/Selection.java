package dev.eventstore.control;

import dev.eventstore.event.WrittenTuple;
import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which events a command on events is about: by identity, by key, or by an expression. */
public final class Selection {
  private final EventSchema schema;
  private final Set<ByteBuffer> ids;
  private final WrittenTuple id;
  private final byte[] key;
  private final Expression where;

  private Selection(EventSchema schema, Set<ByteBuffer> ids, byte[] key, Expression where) {
    this.schema = schema;
    this.id = new WrittenTuple(schema, schema.id());
    this.ids = ids;
    this.key = key;
    this.where = where;
  }

  /**
   * @throws IllegalArgumentException with one sentence where the command selects nothing well
   */
  public static Selection of(EventSchema schema, Command command) {
    if (Stream.of(command.ids(), command.key(), command.where()).filter(s -> s != null).count()
        != 1) {
      throw new IllegalArgumentException("it takes one of ids, key and where");
    }
    if (command.ids() != null) {
      WrittenTuple id = new WrittenTuple(schema, schema.id());
      Set<ByteBuffer> ids = new HashSet<>();
      command.ids().forEach(written -> ids.add(ByteBuffer.wrap(id.read(written))));
      return new Selection(schema, ids, null, null);
    }
    if (command.key() != null) {
      byte[] key = new WrittenTuple(schema, schema.key()).read(command.key());
      return new Selection(schema, null, key, null);
    }
    return new Selection(schema, null, null, compile(schema, command.where()));
  }

  private static Expression compile(EventSchema schema, String text) {
    Map<String, ExpressionType> names = new LinkedHashMap<>();
    for (Field field : schema.fields()) {
      names.put(field.name(), ExpressionType.of(field.type()));
    }
    try {
      Expression where = new ExpressionCompiler(names).compile(text);
      if (where.type() == ExpressionType.BOOLEAN) {
        return where;
      }
      throw new IllegalArgumentException("where gives no true or false; write a comparison");
    } catch (ExpressionException e) {
      throw new IllegalArgumentException("where " + e.getMessage(), e);
    }
  }

  /** How many identities it names. */
  public long size() {
    return ids == null ? 0 : ids.size();
  }

  /** The key whose events are selected, where it is by key. */
  public Optional<byte[]> key() {
    return Optional.ofNullable(key);
  }

  /** Whether events of a key may be selected, so that others need not be read. */
  public boolean reaches(byte[] eventKey) {
    return key == null || Arrays.equals(key, eventKey);
  }

  /**
   * Whether an event of a key that is reached is selected. One for which the expression fails is
   * not.
   *
   * @param values in the schema's field order
   */
  public boolean selects(Object[] values) {
    if (key != null) {
      return true;
    }
    if (ids != null) {
      return ids.contains(ByteBuffer.wrap(id.of(values)));
    }
    try {
      return Boolean.TRUE.equals(where.evaluate(name -> values[schema.indexOf(name)]));
    } catch (ExpressionException e) {
      return false;
    }
  }
}
