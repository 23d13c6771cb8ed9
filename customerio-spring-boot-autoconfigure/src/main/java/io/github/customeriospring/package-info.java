/**
 * The vocabulary that all features share: transport, requests, responses, quotas,
 * priorities and errors.
 */
@NullMarked
package io.github.customeriospring;

import org.jspecify.annotations.NullMarked;
