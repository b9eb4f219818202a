/** With this CloudFront shows that a request came by it, past the rules in front; whatever the caller wrote there is gone. */
export const FRONT_HEADER = 'x-front-key'

/** What a stage of the gateway says of itself: where it is reached by whoever asks, scheme, host and port alone. */
export const ORIGIN_VARIABLE = 'origin'
