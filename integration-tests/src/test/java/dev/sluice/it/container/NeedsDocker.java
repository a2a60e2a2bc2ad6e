package dev.sluice.it.container;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Skips the class where no container engine answers or an image is missing, and says so; where the environment has
 * {@code REQUIRE_DOCKER=true} it fails instead.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(DockerCondition.class)
@interface NeedsDocker {
    /** What the tests' images are made of, or what runs beside them. */
    String[] images() default {Images.BASE};
}
