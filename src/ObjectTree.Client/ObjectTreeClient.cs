using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using ObjectTree.Client.Connections;
using ObjectTree.Client.Sessions;
using ObjectTree.Protocol;

namespace ObjectTree.Client;

/// <summary>
/// A connection to a server's tree, kept up until it is disposed: a mirror of the tree, views of its objects, calls of their methods.
/// Thread-safe. Frames are applied and observers called on a thread of the pool, one at a time; see <see cref="ReplicaTree"/>.
/// </summary>
public sealed partial class ObjectTreeClient : IAsyncDisposable
{
    private readonly Connector _connector;
    private readonly ObjectTreeClientOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _disposing = new();
    private readonly TaskCompletionSource<CloseCode> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile Session? _session; // the one whose tree is shown; null while there is none
    private Task _running = Task.CompletedTask;

    private ObjectTreeClient(Connector connector, ObjectTreeClientOptions options)
    {
        _connector = connector;
        _options = options;
        _logger = options.Logger ?? NullLogger.Instance;
        Tree = new ReplicaTree(_logger);
    }

    /// <summary>After each change of <see cref="State"/>, on the thread that made it. What a handler throws is logged.</summary>
    public event Action<ClientState>? StateChanged;

    /// <summary>The mirror of the tree. The same for the life of the client; after a reconnection its objects are new ones.</summary>
    public ReplicaTree Tree { get; }

    /// <summary>The classes of views by frontend type.</summary>
    public ViewRegistry Views => Tree.Views;

    /// <summary>What the client is doing.</summary>
    public ClientState State { get; private set; }

    /// <summary>
    /// Completes when the client is done for good: with <see cref="CloseCode.Normal"/>
    /// when it was disposed, else with the code that ended it.
    /// </summary>
    public Task<CloseCode> Closed => _closed.Task;

    /// <summary>Connects, and completes when the first whole state is applied.</summary>
    /// <param name="url"><c>http(s)</c> or <c>ws(s)://host:port/tree</c> for WebSocket, <c>tcp://host:port</c> for TCP.</param>
    /// <param name="options">How to behave; null for the defaults.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ArgumentException">The url or an option cannot be.</exception>
    /// <exception cref="ConnectionException">The server refused, is not there, or took too long.</exception>
    public static Task<ObjectTreeClient> ConnectAsync(
        string url, ObjectTreeClientOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        options ??= new ObjectTreeClientOptions();
        options.Validate();
        return ConnectAsync(Connectors.For(url, options.MaxMessageBytes), options, cancellation);
    }

    /// <summary>
    /// Makes one action of all that <paramref name="change"/> writes to the tree, which the server makes as a whole or refuses; see
    /// <see cref="ReplicaTree"/>. When it throws, nothing has changed. Inside another it is a part of that one. Calls are made before or
    /// after it.
    /// </summary>
    /// <returns>Completes when the server has made the change and it is in <see cref="Tree"/>, on a thread of the pool.</returns>
    /// <exception cref="OperationRejectedException">The server refuses, or this side already: its code says why.</exception>
    /// <exception cref="ConnectionException">
    /// There is no connection, or it ended before the answer; whether the change is made is not known then.
    /// </exception>
    /// <exception cref="InvalidOperationException">
    /// An object is gone, something is called meanwhile, or the thread is inside another tree.
    /// </exception>
    public Task RecordAsync(Action change)
    {
        ArgumentNullException.ThrowIfNull(change);
        return Tree.Record(change);
    }

    /// <summary>What is recorded cannot wait: await first, then record.</summary>
    [Obsolete("What is recorded cannot wait: await first, then record.", error: true)]
    public Task RecordAsync(Func<Task> change) => throw new NotSupportedException();

    /// <summary>
    /// Leaves the server and is done for good; calls under way fail, the tree
    /// stays as it is. Not to be waited for by an observer, which it waits for.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await _disposing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
    }

    internal static async Task<ObjectTreeClient> ConnectAsync(
        Connector connector, ObjectTreeClientOptions options, CancellationToken cancellation)
    {
        var client = new ObjectTreeClient(connector, options);
        var (session, failure) = await client.JoinAsync(cancellation).ConfigureAwait(false);
        if (session is null)
            throw failure!.ToException();
        client._running = Task.Run(() => client.RunAsync(session), CancellationToken.None);
        return client;
    }
}
