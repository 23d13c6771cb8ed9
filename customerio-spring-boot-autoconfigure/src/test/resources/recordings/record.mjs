// Records what customerio-node sends for each of its calls; see README.md.
// Usage, in a directory where customerio-node is installed: node record.mjs <output directory>
import { createServer } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const require = createRequire(join(process.cwd(), 'record.mjs'));
const cio = require('customerio-node');
const { version } = JSON.parse(readFileSync(join(process.cwd(), 'node_modules/customerio-node/package.json')));

const recordings = [];
let name;

const server = createServer(async (request, response) => {
	const chunks = [];
	for await (const chunk of request) {
		chunks.push(chunk);
	}
	const text = Buffer.concat(chunks).toString('utf8');
	const [path, query = ''] = request.url.split('?');
	recordings.push({
		name,
		method: request.method,
		path,
		query,
		authorization: request.headers.authorization?.split(' ')[0] ?? null,
		contentType: request.headers['content-type'] ?? null,
		body: text ? JSON.parse(text) : null,
	});
	response.setHeader('Content-Type', 'application/json').end('{}');
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${server.address().port}`;
const track = new cio.TrackClient('site-id', 'api-key', { url: `${url}/api/v1` });
const app = new cio.APIClient('app-api-key', { url: `${url}/v1` });

// what the calls have in common; nobody has these addresses and numbers
const EMAIL = 'person@example.com';
const PHONE = '+15555550100';
const TIME = 1700000000;
const DATA = { first_name: 'Zoë', order: { total: 9.5, items: ['a', 'b'] } };
const ACME = { object_type_id: '1', object_id: 'acme' };
const PAGE = { start: 'MTA=', limit: 50 };
const WINDOW = { start_ts: 1699990000, end_ts: TIME };
const METRICS = { period: 'days', steps: 7 };
const FILTER = {
	and: [
		{ segment: { id: 7 } },
		{ or: [{ attribute: { field: 'plan', operator: 'eq', value: 'pro' } },
			{ not: { attribute: { field: 'churned', operator: 'exists' } } }] },
	],
};
const SEND = {
	identifiers: { id: '42' },
	transactional_message_id: 3,
	message_data: DATA,
	send_at: TIME,
	language: 'fr',
	disable_message_retention: true,
	queue_draft: true,
};
const PHONE_SEND = { ...SEND, to: PHONE, send_to_unsubscribed: false };

function emailWithEverything() {
	const email = new cio.SendEmailRequest({
		...SEND,
		transactional_message_id: 'welcome',
		identifiers: { email: EMAIL },
		to: `${EMAIL},second@example.com`,
		from: 'Shop <shop@example.com>',
		bcc: 'third@example.com',
		fake_bcc: true,
		reply_to: 'reply@example.com',
		subject: 'Hello {{trigger.first_name}}',
		preheader: 'Your order',
		body: '<p>Hello</p>',
		body_plain: 'Hello',
		body_amp: '<html amp4email></html>',
		headers: { 'X-Order': '17' },
		send_to_unsubscribed: false,
		tracked: false,
		disable_css_preprocessing: true,
	});
	email.attach('order.txt', 'an order of ünits');
	email.attach('bytes.bin', Buffer.from([0, 1, 2, 253, 254, 255]));
	return email;
}

const calls = {
	// App API: sends
	sendEmail: () => app.sendEmail(emailWithEverything()),
	sendEmailFromTemplate: () => app.sendEmail(new cio.SendEmailRequest({
		to: EMAIL, identifiers: { id: '42' }, transactional_message_id: 3 })),
	sendEmailWithoutTemplate: () => app.sendEmail(new cio.SendEmailRequest({
		to: EMAIL, identifiers: { email: EMAIL }, from: 'shop@example.com', subject: 'Hello', body: '<p>Hello</p>' })),
	sendPush: () => app.sendPush(new cio.SendPushRequest({
		...SEND, to: 'last_used', send_to_unsubscribed: false, title: 'Hello', message: 'Your order',
		image_url: 'https://example.com/order.png', link: 'shop://orders/17', sound: 'default',
		custom_data: { order: '17' }, device: { token: 'device-token', platform: 'ios' },
		custom_payload: { ios: { aps: { alert: 'Hello' } }, android: { notification: { title: 'Hello' } } } })),
	sendSms: () => app.sendSMS(new cio.SendSMSRequest(PHONE_SEND)),
	sendWhatsApp: () => app.sendWhatsApp(new cio.SendWhatsAppRequest({
		...PHONE_SEND, from: '+15555550199', tracked: false })),
	sendInApp: () => app.sendInApp(new cio.SendInAppRequest(SEND)),
	sendInboxMessage: () => app.sendInboxMessage(new cio.SendInboxMessageRequest(SEND)),

	// App API: broadcasts
	triggerBroadcast: () => app.triggerBroadcast(12),
	triggerBroadcastWithData: () => app.triggerBroadcast(12, DATA),
	triggerBroadcastForFilter: () => app.triggerBroadcast(12, DATA, FILTER),
	triggerBroadcastForEmails: () => app.triggerBroadcast(12, DATA, {
		emails: [EMAIL, 'second@example.com'], email_ignore_missing: true, email_add_duplicates: true }),
	triggerBroadcastForIds: () => app.triggerBroadcast(12, DATA, { ids: ['42', '43'], id_ignore_missing: true }),
	triggerBroadcastForPerUserData: () => app.triggerBroadcast(12, undefined, {
		per_user_data: [{ id: '42', data: { voucher: 'a' } }, { email: EMAIL, data: { voucher: 'b' } }],
		id_ignore_missing: true, email_ignore_missing: true, email_add_duplicates: true }),
	triggerBroadcastForDataFile: () => app.triggerBroadcast(12, DATA, {
		data_file_url: 'https://example.com/people.jsonl', id_ignore_missing: true }),
	getBroadcastTriggerStatus: () => app.getBroadcastTriggerStatus(12, 1),
	getBroadcastTriggerErrors: () => app.getBroadcastTriggerErrors(12, 1, PAGE),
	listBroadcasts: () => app.listBroadcasts(),
	getBroadcast: () => app.getBroadcast(12),
	getBroadcastMetrics: () => app.getBroadcastMetrics(12, { ...METRICS, type: 'email' }),
	getBroadcastMessages: () => app.getBroadcastMessages(12, { ...PAGE, ...WINDOW, metric: 'sent', type: 'email' }),
	getBroadcastTriggers: () => app.getBroadcastTriggers(12),

	// App API: people
	getCustomersByEmail: () => app.getCustomersByEmail('a+b@example.com'),
	getAttributes: () => app.getAttributes('42'),
	getAttributesByEmail: () => app.getAttributes(EMAIL, 'email'),
	getAttributesByCioId: () => app.getAttributes('a3000001', 'cio_id'),
	getAttributesWhenIdIsOdd: () => app.getAttributes('a/b c?d#é'),
	getCustomersAttributes: () => app.getCustomersAttributes(['42', '43']),
	searchCustomers: () => app.searchCustomers(FILTER, PAGE),
	getCustomerActivities: () => app.getCustomerActivities('42', { ...PAGE, type: 'event', name: 'order placed' }),
	getCustomerMessages: () => app.getCustomerMessages(EMAIL, { ...PAGE, ...WINDOW, idType: 'email' }),
	getCustomerRelationships: () => app.getCustomerRelationships('42', PAGE),
	getCustomerSegments: () => app.getCustomerSegments('42'),
	getCustomerSubscriptionPreferences: () => app.getCustomerSubscriptionPreferences('42',
		{ idType: 'id', language: 'fr' }),
	listActivities: () => app.listActivities({ ...PAGE, type: 'event', name: 'order placed', deleted: true,
		customerId: '42', idType: 'id' }),

	// App API: segments and exports
	listSegments: () => app.listSegments(),
	createSegment: () => app.createSegment({ name: 'VIP', description: 'Our best customers' }),
	getSegment: () => app.getSegment(7),
	getSegmentCustomerCount: () => app.getSegmentCustomerCount(7),
	getSegmentMembership: () => app.getSegmentMembership(7, PAGE),
	getSegmentUsedBy: () => app.getSegmentUsedBy(7),
	deleteSegment: () => app.deleteSegment(7),
	createCustomersExport: () => app.createCustomersExport(FILTER),
	createDeliveriesExport: () => app.createDeliveriesExport(5, { start: 1699990000, end: TIME,
		attributes: ['plan', 'city'], metric: 'sent', drafts: true }),
	listExports: () => app.listExports(),
	getExport: () => app.getExport(1),
	downloadExport: () => app.downloadExport(1),

	// App API: messages and what sends them
	getMessages: () => app.getMessages({ ...PAGE, ...WINDOW, drafts: true, metric: 'sent', type: 'email',
		campaign_id: 9, action_id: 10, associations: true, get_tracked_responses: true }),
	getMessage: () => app.getMessage('dgOq6QIAAZ==', { archived_message: true, associations: true }),
	getArchivedMessage: () => app.getArchivedMessage('dgOq6QIAAZ=='),
	listNewsletters: () => app.listNewsletters({ ...PAGE, sort: 'desc' }),
	getNewsletter: () => app.getNewsletter(5),
	getNewsletterMetrics: () => app.getNewsletterMetrics(5, METRICS),
	getNewsletterMetricsLinks: () => app.getNewsletterMetricsLinks(5, { ...METRICS, unique: true }),
	getNewsletterMessages: () => app.getNewsletterMessages(5, { ...PAGE, ...WINDOW, metric: 'sent', type: 'email' }),
	listCampaigns: () => app.listCampaigns(),
	getCampaign: () => app.getCampaign(9),
	getCampaignMetrics: () => app.getCampaignMetrics(9, { version: '2', type: 'email', res: 'days',
		tz: 'Europe/Berlin', start: 1699990000, end: TIME }),
	getCampaignMetricsLinks: () => app.getCampaignMetricsLinks(9, { ...METRICS, unique: true }),
	getCampaignJourneyMetrics: () => app.getCampaignJourneyMetrics(9, { start: 1699990000, end: TIME, res: 'days' }),
	getCampaignMessages: () => app.getCampaignMessages(9, { ...PAGE, ...WINDOW, metric: 'sent', drafts: true }),
	listTransactionalMessages: () => app.listTransactionalMessages(),
	getTransactionalMessage: () => app.getTransactionalMessage(3),
	getTransactionalMessageContents: () => app.getTransactionalMessageContents(3),
	getTransactionalMessageMetrics: () => app.getTransactionalMessageMetrics(3, METRICS),
	getTransactionalMessageLinkMetrics: () => app.getTransactionalMessageLinkMetrics(3, { ...METRICS, unique: true }),
	getTransactionalMessageDeliveries: () => app.getTransactionalMessageDeliveries(3,
		{ ...PAGE, ...WINDOW, metric: 'sent' }),
	getSenderIdentities: () => app.getSenderIdentities({ ...PAGE, sort: 'asc', hidden: true }),
	getSenderIdentity: () => app.getSenderIdentity(2),
	getSenderIdentityUsedBy: () => app.getSenderIdentityUsedBy(2),

	// App API: content
	createCollection: () => app.createCollection({ name: 'events', data: [{ city: 'Lyon', seats: 20 }] }),
	createCollectionFromUrl: () => app.createCollection({ name: 'prices', url: 'https://example.com/prices.json' }),
	listCollections: () => app.listCollections(),
	getCollection: () => app.getCollection(1),
	updateCollection: () => app.updateCollection(1, { name: 'meetings' }),
	getCollectionContent: () => app.getCollectionContent(1),
	updateCollectionContent: () => app.updateCollectionContent(1, [{ city: 'Graz', seats: 12 }]),
	deleteCollection: () => app.deleteCollection(1),
	createSnippet: () => app.createSnippet({ name: 'footer note', value: '<p>Bye</p>' }),
	updateSnippet: () => app.updateSnippet({ name: 'footer note', value: '<p>So long</p>' }),
	getSnippets: () => app.getSnippets(),
	deleteSnippet: () => app.deleteSnippet('footer note'),

	// Track API
	identify: () => track.identify('42', { email: EMAIL, plan: 'pro', created_at: TIME, _timestamp: TIME }),
	identifyWhenIdIsOdd: () => track.identify('a/b c?d#é', { plan: 'pro' }),
	track: () => track.track('42', { name: 'order placed', id: '01ARZ3NDEKTSV4RRFFQ69G5FAV', timestamp: TIME,
		data: { total: 9.5 } }),
	trackAnonymous: () => track.trackAnonymous('anon-1', { name: 'order placed', timestamp: TIME,
		data: { total: 9.5 } }),
	trackPageView: () => track.trackPageView('42', 'https://example.com/orders?page=2'),
	addDevice: () => track.addDevice('42', 'device-token', 'ios', { last_used: TIME, app_version: '1.2' }),
	deleteDevice: () => track.deleteDevice('42', 'device/token'),
	suppress: () => track.suppress('42'),
	unsuppress: () => track.unsuppress('42'),
	destroy: () => track.destroy('42'),
	mergeCustomers: () => track.mergeCustomers('id', '42', 'email', EMAIL),
	addCustomersToSegment: () => track.addCustomersToSegment(7, ['42', '43']),
	removeCustomersFromSegment: () => track.removeCustomersFromSegment(7, [EMAIL], 'email'),
	submitForm: () => track.submitForm('contact', { email: EMAIL, topic: 'orders' }),
	reportMetric: () => track.reportMetric({ delivery_id: 'dgOq6QIAAZ==', metric: 'opened', timestamp: TIME }),
	trackPush: () => track.trackPush({ delivery_id: 'dgOq6QIAAZ==', device_id: 'device-token', event: 'opened',
		timestamp: TIME }),
	unsubscribe: () => track.unsubscribe('dgOq6QIAAZ=='),
	getAccountRegion: () => track.getAccountRegion(),
	entity: () => track.entity({ type: 'person', action: 'identify', identifiers: { id: '42' },
		timestamp: TIME, attributes: { plan: 'pro' } }),
	batch: () => track.batch([
		{ type: 'person', action: 'event', identifiers: { email: EMAIL }, id: '01ARZ3NDEKTSV4RRFFQ69G5FAW',
			name: 'order placed', timestamp: TIME, attributes: { total: 9.5 } },
		{ type: 'object', action: 'identify', identifiers: { object_type_id: '1', object_id: 'acme' },
			attributes: { name: 'Acme' }, cio_relationships: [{ identifiers: { id: '42' } }] }]),

	// Track API, made from the specification: the SDK sends what it is given and has no words of its own for these
	specAnonymous: () => track.batch(['event', 'page', 'screen'].map((action, index) => (
		{ type: 'person', action, identifiers: { anonymous_id: 'anon-1' }, id: `01ARZ3NDEKTSV4RRFFQ69G5FB${index}`,
			timestamp: TIME, name: 'order placed', attributes: { total: 9.5 } }))),
	specPersonRelationships: () => track.batch([
		{ type: 'person', action: 'identify', identifiers: { id: '42' }, timestamp: TIME, attributes: { plan: 'pro' },
			cio_relationships: [{ identifiers: ACME, relationship_attributes: { role: 'owner' } }] },
		{ type: 'person', action: 'add_relationships', identifiers: { email: EMAIL },
			cio_relationships: [{ identifiers: ACME }] },
		{ type: 'person', action: 'delete_relationships', identifiers: { id: '42' },
			cio_relationships: [{ identifiers: { cio_object_id: 'obj30000001' } }] }]),
	specObjectRelationships: () => track.batch([
		{ type: 'object', action: 'identify', identifiers: ACME, attributes: { name: 'Acme' },
			cio_relationships: [{ identifiers: { id: '42' }, relationship_attributes: { role: 'owner' } }] },
		{ type: 'object', action: 'add_relationships', identifiers: { cio_object_id: 'obj30000001' },
			cio_relationships: [{ identifiers: { email: EMAIL } }] },
		{ type: 'object', action: 'delete_relationships', identifiers: ACME,
			cio_relationships: [{ identifiers: { cio_id: 'a3000001' } }] },
		{ type: 'object', action: 'delete', identifiers: { cio_object_id: 'obj30000001' } }]),
};

for (const [key, call] of Object.entries(calls)) {
	name = key;
	await call();
}
server.close();
const output = join(process.argv[2] ?? '.', `customerio-node-${version}.json`);
writeFileSync(output, `[\n${recordings.map((recording) => JSON.stringify(recording)).join(',\n')}\n]\n`);
console.log(`${recordings.length} calls in ${output}`);
