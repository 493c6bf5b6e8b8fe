namespace ObjectTree.Client.Connections;

/// <summary>The carriers by the url's scheme. One line each.</summary>
internal static class Connectors
{
    /// <exception cref="ArgumentException">The url is none, or of another scheme.</exception>
    public static Connector For(string url, int maxMessageBytes)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
            throw new ArgumentException($"'{url}' is no url. Use http://host:port/tree or tcp://host:port.", nameof(url));
        return uri.Scheme switch
        {
            "http" or "ws" => cancellation => WebSocketConnection.OpenAsync(WithScheme(uri, "ws"), maxMessageBytes, cancellation),
            "https" or "wss" => cancellation => WebSocketConnection.OpenAsync(WithScheme(uri, "wss"), maxMessageBytes, cancellation),
            "tcp" when uri.Port > 0 => cancellation => TcpConnection.OpenAsync(uri.Host, uri.Port, maxMessageBytes, cancellation),
            "tcp" => throw new ArgumentException($"'{url}' has no port.", nameof(url)),
            _ => throw new ArgumentException($"'{uri.Scheme}' is no scheme of a server. Use http, https, ws, wss or tcp.", nameof(url)),
        };
    }

    private static Uri WithScheme(Uri uri, string scheme) => new UriBuilder(uri) { Scheme = scheme, Port = uri.Port }.Uri;
}
