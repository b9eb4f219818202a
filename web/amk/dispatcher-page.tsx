export const DispatcherPage = () => <h1 class="ds-heading page-note">AMK</h1>
