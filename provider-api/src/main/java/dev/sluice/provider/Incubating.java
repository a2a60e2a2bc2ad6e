package dev.sluice.provider;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type of the provider API, or of another module for providers' authors, that may still change with a minor
 * version. A provider that uses it may then have to be built anew.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Stable(since = "1.0")
public @interface Incubating {

    /**
     * Says since when the type has been there.
     *
     * @return the version of the module, such as {@code 1.0}
     */
    String since();
}
