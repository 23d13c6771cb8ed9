package io.github.customeriospring.app.message;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

import io.github.customeriospring.operation.Identifier;

import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.util.Assert;

/**
 * Builds an e-mail. It has a recipient, and either a template or a body, a subject and a
 * sender.
 *
 * @since 0.1.0
 */
public final class EmailBuilder extends MessageBuilder<EmailBuilder> {

	private static final int MAX_RECIPIENTS = 15;

	/** Printable ASCII without the colon, as RFC 5322 has it. */
	private static final Pattern HEADER_NAME = Pattern.compile("[!-9;-~]+");

	/** What programs may write around a name: commas in it part no addresses. */
	private static final Pattern QUOTED = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");

	private static final Pattern ASCII = Pattern.compile("[ -~]*");

	private final Map<String, Integer> recipients = new HashMap<>();

	private final Map<String, String> headers = new LinkedHashMap<>();

	EmailBuilder(Identifier person, InstantSource clock) {
		super("email", person, clock);
	}

	/**
	 * Write an address with a name, which may have any characters but control characters:
	 * {@code "Doe, Jane" <jane@example.com>}.
	 * @param name the name
	 * @param address the address
	 * @return the text, for whatever takes an address
	 */
	public static String address(String name, String address) {
		Assert.isTrue(name != null && name.chars().noneMatch(Character::isISOControl),
				"'name' must not be null and must not contain control characters");
		return '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\" <" + Identifier.email(address).value()
				+ '>';
	}

	/**
	 * Set the recipients.
	 * @param addresses one or more, such as {@code jane@example.com} or
	 * {@code Jane <jane@example.com>}, names with commas and the like as
	 * {@link #address(String, String)} writes them; at most 15 in {@code to}, {@code cc}
	 * and {@code bcc} together
	 * @return this builder
	 */
	public EmailBuilder to(String... addresses) {
		return addresses("to", addresses);
	}

	/**
	 * Set who gets a copy.
	 * @param addresses one or more
	 * @return this builder
	 */
	public EmailBuilder cc(String... addresses) {
		return addresses("cc", addresses);
	}

	/**
	 * Set who gets a copy that the others don't know of.
	 * @param addresses one or more
	 * @return this builder
	 */
	public EmailBuilder bcc(String... addresses) {
		return addresses("bcc", addresses);
	}

	/**
	 * Send the blind copies as messages of their own, which say whom the message was for.
	 * @param fakeBcc by default as the template says
	 * @return this builder
	 */
	public EmailBuilder fakeBcc(boolean fakeBcc) {
		return set("fake_bcc", fakeBcc);
	}

	/**
	 * Set the sender.
	 * @param from an address that Customer.io has verified
	 * @return this builder
	 */
	public EmailBuilder from(String from) {
		return line("from", from);
	}

	/**
	 * Set where answers go.
	 * @param replyTo an address
	 * @return this builder
	 */
	public EmailBuilder replyTo(String replyTo) {
		return line("reply_to", replyTo);
	}

	/**
	 * Set the subject.
	 * @param subject one line
	 * @return this builder
	 */
	public EmailBuilder subject(String subject) {
		return line("subject", subject);
	}

	/**
	 * Set what mail programs show beside the subject.
	 * @param preheader one line
	 * @return this builder
	 */
	public EmailBuilder preheader(String preheader) {
		return line("preheader", preheader);
	}

	/**
	 * Set the body.
	 * @param body HTML
	 * @return this builder
	 */
	public EmailBuilder body(String body) {
		return text("body", body);
	}

	/**
	 * Set the body for programs that show no HTML.
	 * @param bodyPlain plain text, by default made of the body
	 * @return this builder
	 */
	public EmailBuilder bodyPlain(String bodyPlain) {
		return text("body_plain", bodyPlain);
	}

	/**
	 * Set the body for programs that know AMP.
	 * @param bodyAmp AMP HTML
	 * @return this builder
	 */
	public EmailBuilder bodyAmp(String bodyAmp) {
		return text("body_amp", bodyAmp);
	}

	/**
	 * Add a header.
	 * @param name the name, such as {@code X-Order}
	 * @param value one line of printable ASCII
	 * @return this builder
	 */
	public EmailBuilder header(String name, String value) {
		Assert.isTrue(name != null && HEADER_NAME.matcher(name).matches(),
				"The name of a header must be printable ASCII without blanks and colons");
		Assert.isTrue(value != null && ASCII.matcher(value).matches(),
				() -> "The value of header '" + name + "' must be one line of printable ASCII");
		this.headers.put(name, value);
		return set("headers", this.headers);
	}

	/**
	 * Attach bytes.
	 * @param name the file name that the recipient sees, each once
	 * @param content the bytes
	 * @return this builder
	 */
	public EmailBuilder attach(String name, byte[] content) {
		Assert.notNull(content, "'content' must not be null");
		return attach(name, new ByteArrayResource(content));
	}

	/**
	 * Attach a file under its own name. It is read by {@link #build()}.
	 * @param file the file
	 * @return this builder
	 */
	public EmailBuilder attach(Path file) {
		Assert.notNull(file, "'file' must not be null");
		return attach(String.valueOf(file.getFileName()), new FileSystemResource(file));
	}

	/**
	 * Attach a file or whatever else a resource can be. It is read by {@link #build()}.
	 * @param name the file name that the recipient sees, each once
	 * @param content the content, of a known length
	 * @return this builder
	 */
	public EmailBuilder attach(String name, Resource content) {
		Assert.isTrue(name != null && !name.isBlank() && name.chars().noneMatch(Character::isISOControl),
				"The name of an attachment must not be empty and must not contain control characters");
		Assert.notNull(content, "'content' must not be null");
		attachment(name, content);
		return this;
	}

	/**
	 * Track openings and clicks.
	 * @param tracked by default as the template says
	 * @return this builder
	 */
	public EmailBuilder tracked(boolean tracked) {
		return set("tracked", tracked);
	}

	/**
	 * Send even to who has unsubscribed.
	 * @param sendToUnsubscribed by default {@code true}
	 * @return this builder
	 */
	public EmailBuilder sendToUnsubscribed(boolean sendToUnsubscribed) {
		return set("send_to_unsubscribed", sendToUnsubscribed);
	}

	/**
	 * Leave style sheets as they are instead of writing them into the elements.
	 * @param disableCssPreprocessing by default {@code false}
	 * @return this builder
	 */
	public EmailBuilder disableCssPreprocessing(boolean disableCssPreprocessing) {
		return set("disable_css_preprocessing", disableCssPreprocessing);
	}

	/**
	 * Check the message and write it. Attachments are read here, so with attachments this
	 * must not be called on an event loop; there, use
	 * {@code Mono.fromCallable(builder::build).subscribeOn(Schedulers.boundedElastic())}.
	 * @return the message
	 * @throws IllegalArgumentException if something is missing, there are more than 15
	 * recipients, the message has more than 1 MB beside its attachments, or these have 2
	 * MB or more
	 * @throws IllegalStateException if it has attachments and this is an event loop
	 * @throws java.io.UncheckedIOException if an attachment can't be read
	 */
	@Override
	public TransactionalMessage build() {
		return super.build();
	}

	@Override
	void checkComplete() {
		Assert.isTrue(has("to"), "'to' must be set");
		Assert.isTrue(has("transactional_message_id") || (has("body") && has("subject") && has("from")),
				"'template', or 'body', 'subject' and 'from' must be set");
		int count = this.recipients.values().stream().mapToInt(Integer::intValue).sum();
		Assert.isTrue(count <= MAX_RECIPIENTS, () -> "'to', 'cc' and 'bcc' must have at most " + MAX_RECIPIENTS
				+ " addresses together, have " + count);
	}

	private EmailBuilder addresses(String field, String... addresses) {
		Assert.notEmpty(addresses, () -> "'" + field + "' must not be empty");
		for (String address : addresses) {
			Assert.isTrue(address != null && isOne(QUOTED.matcher(address).replaceAll("q")),
					() -> "'" + field + "' must have one e-mail address in each text, names with commas quoted");
		}
		this.recipients.put(field, addresses.length);
		return line(field, String.join(",", addresses));
	}

	private static boolean isOne(String unquoted) {
		int at = unquoted.indexOf('@');
		return at > 0 && at == unquoted.lastIndexOf('@') && unquoted.indexOf(',') < 0;
	}

}
