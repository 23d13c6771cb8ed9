package io.github.customeriospring.tracing;

import io.github.customeriospring.observation.CustomerIoRequestObservationContext;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationView;
import io.micrometer.tracing.Link;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;

/**
 * Gives a batch of several operations its own trace, with links to their traces. The
 * operations belong to different traces, and a span can have only one parent.
 */
final class LinkingTracingObservationHandler extends DefaultTracingObservationHandler {

	/** Exporters drop further links; 128 is OpenTelemetry's default. */
	private static final int MAX_LINKS = 128;

	LinkingTracingObservationHandler(Tracer tracer) {
		super(tracer);
	}

	@Override
	public boolean supportsContext(Observation.Context context) {
		return context instanceof CustomerIoRequestObservationContext request && request.getCarried().size() > 1;
	}

	@Override
	public void onStart(Observation.Context context) {
		Span.Builder batch = getTracer().spanBuilder().setNoParent();
		((CustomerIoRequestObservationContext) context).getCarried()
			.stream()
			.limit(MAX_LINKS)
			.forEach((operation) -> link(batch, operation));
		getTracingContext(context).setSpan(batch.start());
	}

	private static void link(Span.Builder batch, ObservationView operation) {
		TracingContext tracing = operation.getContextView().get(TracingContext.class);
		if (tracing != null && tracing.getSpan() != null) {
			batch.addLink(new Link(tracing.getSpan().context()));
		}
	}

}
