package io.github.customeriospring.starter.webflux;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application on WebFlux with the example of the README.
 */
@SpringBootApplication
class WebFluxApplication {

}
