package io.github.customeriospring.observation;

import java.util.List;

import io.micrometer.observation.Observation;

/**
 * The observations of the operations in a batch, kept in the batch's Reactor context.
 *
 * @param observations the observations, at least one
 */
record CarriedOperations(List<Observation> observations) {

}
