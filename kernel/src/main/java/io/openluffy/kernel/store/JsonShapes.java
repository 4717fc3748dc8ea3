package io.openluffy.kernel.store;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedConstructor;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Gives records of one text and sealed families their JSON shapes, without annotations on them. */
@SuppressWarnings("NullAway") // Jackson's answers are null where nothing is found
final class JsonShapes extends JacksonAnnotationIntrospector {
  private static final long serialVersionUID = 1;

  @Override
  public @Nullable TypeResolverBuilder<?> findTypeResolver(
      MapperConfig<?> config, AnnotatedClass annotated, JavaType type) {
    var own = super.findTypeResolver(config, annotated, type);
    if (own != null) {
      return own;
    }
    return family(type.getRawClass())
        .<TypeResolverBuilder<?>>map(
            root ->
                new StdTypeResolverBuilder()
                    .init(JsonTypeInfo.Id.CUSTOM, new SealedNames(root))
                    .inclusion(JsonTypeInfo.As.PROPERTY)
                    .typeProperty("is"))
        .orElse(null);
  }

  @Override
  public @Nullable Boolean hasAsValue(Annotated annotated) {
    return isText(annotated) ? Boolean.TRUE : super.hasAsValue(annotated);
  }

  @Override
  public JsonCreator.@Nullable Mode findCreatorAnnotation(
      MapperConfig<?> config, Annotated annotated) {
    if (annotated instanceof AnnotatedConstructor constructor
        && isText(constructor.getDeclaringClass())
        && constructor.getParameterCount() == 1
        && constructor.getRawParameterType(0) == String.class) {
      return JsonCreator.Mode.DELEGATING;
    }
    return super.findCreatorAnnotation(config, annotated);
  }

  /** The uppermost sealed interface of ours that the class belongs to. */
  private static Optional<Class<?>> family(Class<?> type) {
    if (type.isEnum() || type.getName().startsWith("java.")) {
      return Optional.empty();
    }
    var above = Stream.of(type.getInterfaces()).flatMap(each -> family(each).stream()).findFirst();
    return above.isPresent() || !(type.isInterface() && type.isSealed())
        ? above
        : Optional.of(type);
  }

  private static boolean isText(Annotated annotated) {
    return annotated instanceof AnnotatedMethod method
        && method.getParameterCount() == 0
        && isText(method.getDeclaringClass())
        && method.getName().equals(method.getDeclaringClass().getRecordComponents()[0].getName());
  }

  private static boolean isText(Class<?> type) {
    if (!type.isRecord() || family(type).isPresent()) {
      return false;
    }
    var components = type.getRecordComponents();
    return components.length == 1 && components[0].getType() == String.class;
  }
}
