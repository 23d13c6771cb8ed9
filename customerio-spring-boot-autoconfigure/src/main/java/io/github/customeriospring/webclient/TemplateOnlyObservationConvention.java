package io.github.customeriospring.webclient;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;

import org.springframework.http.client.observation.ClientHttpObservationDocumentation.HighCardinalityKeyNames;
import org.springframework.web.reactive.function.client.ClientRequestObservationContext;
import org.springframework.web.reactive.function.client.DefaultClientRequestObservationConvention;

/**
 * Spring's default convention for the observation of an exchange, but with the URI
 * template instead of the URL, which may contain a person's id or e-mail address.
 */
final class TemplateOnlyObservationConvention extends DefaultClientRequestObservationConvention {

	/** The same key values, sorted by name so that Micrometer need not sort them. */
	@Override
	public KeyValues getLowCardinalityKeyValues(ClientRequestObservationContext context) {
		return KeyValues.of(clientName(context), exception(context), method(context), outcome(context), status(context),
				uri(context));
	}

	@Override
	protected KeyValue httpUrl(ClientRequestObservationContext context) {
		String template = context.getUriTemplate();
		return HighCardinalityKeyNames.HTTP_URL.withValue((template != null) ? template : KeyValue.NONE_VALUE);
	}

}
