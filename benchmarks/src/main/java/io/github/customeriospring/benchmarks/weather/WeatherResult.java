package io.github.customeriospring.benchmarks.weather;

/**
 * What bad weather did.
 *
 * @param weather what happened
 * @param bar what was promised
 * @param measured what was measured
 * @param met whether the one keeps the other
 */
public record WeatherResult(String weather, String bar, String measured, boolean met) {

}
