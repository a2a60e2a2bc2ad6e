package dev.sluice.provider;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a type of the provider API that stays as it is: within a major version of the module nothing is taken
 * from it, and no provider that was compiled against it stops working.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Stable(since = "1.0")
public @interface Stable {

    /**
     * Says since when the type has been there.
     *
     * @return the version of the module, such as {@code 1.0}
     */
    String since();
}
