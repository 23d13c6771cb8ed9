/**
 * What became of calls, for who looks at a running application.
 */
@NullMarked
package io.github.customeriospring.outcome;

import org.jspecify.annotations.NullMarked;
