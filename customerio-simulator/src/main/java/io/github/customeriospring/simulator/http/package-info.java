/**
 * The network side: the front that listens, requests and answers with their envelopes,
 * pages of lists. It knows no limit and no API.
 */
@NullMarked
package io.github.customeriospring.simulator.http;

import org.jspecify.annotations.NullMarked;
