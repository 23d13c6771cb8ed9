package io.github.customeriospring.app;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link Filter}.
 */
class FilterTests {

	@Test
	void filterIsWrittenAsCustomerIoReadsIt() {
		Filter filter = Filter.and(Filter.segment(7),
				Filter.or(Filter.attribute("plan", "pro"), Filter.not(Filter.hasAttribute("churned"))));
		JsonMapper mapper = JsonMapper.shared();
		assertThat(mapper.readTree(mapper.writeValueAsString(filter))).isEqualTo(mapper.readTree("""
				{"and":[
					{"segment":{"id":7}},
					{"or":[
						{"attribute":{"field":"plan","operator":"eq","value":"pro"}},
						{"not":{"attribute":{"field":"churned","operator":"exists"}}}
					]}
				]}"""));
	}

	@Test
	void oppositeOfAnOppositeIsTheFilterItself() {
		Filter filter = Filter.segment(7);
		assertThat(Filter.not(Filter.not(filter))).isSameAs(filter);
	}

	@Test
	void filterWhenInvalidIsRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> Filter.and()).withMessage("'filters' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> Filter.or(Filter.segment(1), null))
			.withMessage("'filters' must not contain null");
		assertThatIllegalArgumentException().isThrownBy(() -> Filter.not(null))
			.withMessage("'filter' must not be null");
		assertThatIllegalArgumentException().isThrownBy(() -> Filter.segment(0))
			.withMessage("'id' must be positive, was 0");
		assertThatIllegalArgumentException().isThrownBy(() -> Filter.attribute(" ", "pro"))
			.withMessage("'name' must not be empty");
		assertThatIllegalArgumentException().isThrownBy(() -> Filter.attribute("plan", null))
			.withMessage("'value' must not be null");
	}

	@Test
	void toStringShowsNoValues() {
		assertThat(Filter.attribute("email", "jane@example.com")).hasToString("Filter[attribute]");
	}

}
