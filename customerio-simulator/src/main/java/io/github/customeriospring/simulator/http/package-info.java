/**
 * The HTTP side: the server, requests, responses with their formats, and pages of lists.
 * It knows nothing of limits or APIs.
 */
@NullMarked
package io.github.customeriospring.simulator.http;

import org.jspecify.annotations.NullMarked;
