package io.github.customeriospring.observation;

import java.util.List;

import io.micrometer.observation.Observation;

/**
 * In the context of a batch, the observations of what it carries.
 *
 * @param observations the observations, one or more
 */
record CarriedOperations(List<Observation> observations) {

}
