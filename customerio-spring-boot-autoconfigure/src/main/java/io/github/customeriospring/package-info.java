/**
 * What every feature speaks: operations, requests, quotas and errors of Customer.io.
 */
@NullMarked
package io.github.customeriospring;

import org.jspecify.annotations.NullMarked;
