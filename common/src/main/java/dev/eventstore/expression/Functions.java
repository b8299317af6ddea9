package dev.eventstore.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Functions that are added to CEL: their types, for its checks, and what computes them. */
final class Functions {
  /** A kind of operand: its type in CEL and its class in Java. */
  record Operand(String word, CelType type, Class<?> javaClass) {}

  private final Map<String, List<CelOverloadDecl>> overloads = new LinkedHashMap<>();
  private final List<CelFunctionBinding> bindings = new ArrayList<>();

  void constant(String function, CelType result, Object value) {
    overload(
        function,
        CelOverloadDecl.newGlobalOverload(function, result),
        CelFunctionBinding.from(function, ImmutableList.of(), arguments -> value));
  }

  void unary(String function, Operand operand, CelType result, Function<Object, Object> of) {
    String id = function + "_" + operand.word;
    overload(
        function,
        CelOverloadDecl.newGlobalOverload(id, result, operand.type),
        CelFunctionBinding.from(
            id, ImmutableList.of(operand.javaClass), arguments -> of.apply(arguments[0])));
  }

  void binary(
      String function,
      Operand left,
      Operand right,
      CelType result,
      BiFunction<Object, Object, Object> of) {
    String id = function + "_" + left.word + "_" + right.word;
    overload(
        function,
        CelOverloadDecl.newGlobalOverload(id, result, left.type, right.type),
        CelFunctionBinding.from(
            id,
            ImmutableList.of(left.javaClass, right.javaClass),
            arguments -> of.apply(arguments[0], arguments[1])));
  }

  private void overload(String function, CelOverloadDecl overload, CelFunctionBinding binding) {
    overloads.computeIfAbsent(function, name -> new ArrayList<>()).add(overload);
    bindings.add(binding);
  }

  List<CelFunctionDecl> declarations() {
    return overloads.entrySet().stream()
        .map(
            function ->
                CelFunctionDecl.newFunctionDeclaration(function.getKey(), function.getValue()))
        .toList();
  }

  List<CelFunctionBinding> bindings() {
    return bindings;
  }
}
