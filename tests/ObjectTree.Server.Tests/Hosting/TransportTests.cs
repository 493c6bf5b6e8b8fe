using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using ObjectTree.Model.Values;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Connections.Epoll;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hosting;

/// <summary>
/// What lies between Kestrel and the sockets. That of a server of its own is to be, for all above it, what Kestrel's is.
/// </summary>
[TestFixture(true)]
[TestFixture(false)]
internal sealed class TransportTests(bool isOwn)
{
    private static readonly TimeSpan HeaderTime = TimeSpan.FromSeconds(1);

    private static readonly byte[] Pattern = [.. Enumerable.Range(0, 16_000_000).Select(i => (byte)('a' + (i / 1_000 % 26)))];

    private readonly object _blocking = new();
    private TaskCompletionSource _asked = null!; // the application has a request
    private TaskCompletionSource _aborted = null!; // and was told that its client is gone
    private TaskCompletionSource _released = null!;
    private bool _isUnblocked; // guarded by _blocking
    private TestServer _server = null!;
    private CountingPools _pools = null!;
    private string _unix = "";

    [SetUp]
    public async Task StartAsync()
    {
        _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _isUnblocked = false;
        _unix = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.socket");
        _server = await TestServer.StartAsync(options =>
        {
            options.ConfigureBuilder = Configure;
            options.ConfigureApplication = Map;
        });
    }

    [TearDown]
    public async Task StopAsync()
    {
        Unblock();
        await _server.DisposeAsync();
        File.Delete(_unix);
        Assert.That(_server.Log.Warnings, Is.Empty);
    }

    [Test]
    public async Task Transport_IsOursUnlessTheApplicationBringsOne()
    {
        using var client = await AskAsync("/transport");
        using var answers = new StreamReader(client.GetStream());
        await UntilAsync(answers, $"is ours: {isOwn && OperatingSystem.IsLinux()}.");
    }

    [Test]
    public async Task UnixSocket_BesideIt_IsServed()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(_unix)).InTime();
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Request("/number/7")).AsTask().InTime();
        using var answers = new StreamReader(stream);
        await UntilAsync(answers, "number 7.");
    }

    [Test]
    public async Task Memory_WhileNothingGoesOn_IsNotHeld()
    {
        var clients = new List<TestClient>();
        foreach (var carrier in Enumerable.Repeat<Carrier[]>([Carrier.Tcp, Carrier.WebSocket], 20).SelectMany(carriers => carriers))
            clients.Add(await _server.JoinAsync(carrier));
        foreach (var client in clients)
            await client.CallAsync(_server.Board.Id, "echo", Value.FromString("m"));
        foreach (var client in clients) // a second call comes when the loop of the first waits again, at the latest
            await client.CallAsync(_server.Board.Id, "echo", Value.FromString("m"));
        Assert.That(_pools.Held, Is.LessThan(10), "blocks, for 40 clients");
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Test]
    public async Task Clients_ManyAtOnce_AreAnswered()
    {
        const int count = 300;
        var clients = new List<TcpTestClient>();
        while (clients.Count < count)
            clients.Add(await _server.JoinAsync());
        foreach (var client in clients)
            await client.SendCallAsync(_server.Board.Id, "echo", Value.FromString("m"));
        foreach (var client in clients)
            Assert.That((await client.UntilAsync<AnswerMessage>()).Code, Is.Null);
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Test]
    public async Task Bytes_BeforeTheEnd_AreRead()
    {
        await using var client = await _server.JoinAsync();
        await client.SendCallAsync(_server.Board.Id, "echo", Value.FromString(new string('m', 10_000)));
        client.Finish();
        Assert.That((await client.UntilAsync<AnswerMessage>()).Code, Is.Null);
    }

    [Test]
    public async Task Byte_ThatIsUrgent_KeepsNothingBack()
    {
        using var client = await AskAsync();
        await client.Client.SendAsync("GET /number/7 HTTP/1.1\r\nHost: localhost\r\nUrgent: a"u8.ToArray()).InTime();
        await client.Client.SendAsync("b"u8.ToArray(), SocketFlags.OutOfBand).InTime();
        await client.Client.SendAsync("c\r\n\r\n"u8.ToArray()).InTime();
        using var answers = new StreamReader(client.GetStream());
        await UntilAsync(answers, "number 7.");
    }

    [Test]
    public async Task Bytes_OfAnyNumber_ArriveBothWays(
        [Values(0, 1, 4_095, 4_096, 4_097, 8_192, 16_384, 16_385, 65_536, 1_000_003, 20_000_000)] int length)
    {
        var sent = RandomNumberGenerator.GetBytes(length);
        using var client = new HttpClient();
        using var content = new ByteArrayContent(sent);
        using var answer = await client.PostAsync($"{_server.Server.Url}/echo", content).InTime();
        Assert.That((await answer.Content.ReadAsByteArrayAsync().InTime()).AsSpan().SequenceEqual(sent));
    }

    [Test]
    public async Task Messages_AroundTheSizeOfABuffer_AreAnswered([Values] Carrier carrier)
    {
        await using var client = await _server.JoinAsync(carrier);
        for (var length = 4_000; length < 4_200; length++)
        {
            var text = new string('m', length);
            var answer = await client.CallAsync(_server.Board.Id, "echo", Value.FromString(text));
            Assert.That(answer.Value.AsString(), Is.EqualTo(text));
        }
    }

    [Test]
    public async Task Messages_ManyAtOnce_AreAnsweredInTurn()
    {
        await using var client = await _server.JoinAsync();
        const int count = 60;
        var calls = new List<long>();
        for (var i = 0; i < count; i++)
            calls.Add(await client.SendCallAsync(_server.Board.Id, "echo", Value.FromString(new string('m', 1_000))));
        foreach (var call in calls)
            Assert.That((await client.UntilAsync<AnswerMessage>()).Call, Is.EqualTo(call));
    }

    [Test]
    public async Task Requests_ManyInOnePiece_AreAnsweredInTurn()
    {
        const int count = 100;
        using var client = await AskAsync([.. Enumerable.Range(0, count).Select(i => $"/number/{i}")]);
        using var answers = new StreamReader(client.GetStream());
        for (var i = 0; i < count; i++)
            await UntilAsync(answers, $"number {i}.");
    }

    [Test]
    public async Task Request_TrickledByteByByte_IsAnswered()
    {
        using var client = await AskAsync();
        foreach (var one in Request("/number/7"))
            await client.GetStream().WriteAsync(new[] { one }).AsTask().InTime();
        using var answers = new StreamReader(client.GetStream());
        await UntilAsync(answers, "number 7.");
    }

    [Test]
    public async Task Request_ThatDoesNotEnd_IsRefusedInTime()
    {
        using var client = await AskAsync();
        await client.GetStream().WriteAsync(Request("/number/7").AsMemory(0, 20)).AsTask().InTime();
        using var answers = new StreamReader(client.GetStream());
        Assert.That(await answers.ReadToEndAsync().InTime(), Does.StartWith("HTTP/1.1 408"));
    }

    [Test]
    public async Task Client_ThatLeavesDuringItsRequest_IsNoticed([Values] bool byReset)
    {
        using var client = await AskAsync("/wait");
        await _asked.Task.InTime();
        client.LingerState = new LingerOption(byReset, 0);
        client.Dispose();
        await _aborted.Task.InTime();
    }

    [Test]
    public async Task Client_ThatLeavesDuringItsAnswer_IsNoticed()
    {
        using var client = await AskAsync("/endless");
        await client.GetStream().ReadExactlyAsync(new byte[1_000_000]).AsTask().InTime();
        client.Dispose(); // a reset, for there is more
        await _aborted.Task.InTime();
    }

    [Test]
    public async Task Answer_ThatIsCutOff_IsNotTakenForWhole()
    {
        using var client = await AskAsync();
        await client.GetStream().WriteAsync("GET /cut HTTP/1.0\r\n\r\n"u8.ToArray()).AsTask().InTime();
        using var answers = new StreamReader(client.GetStream());
        await UntilAsync(answers, "a part.");
        _released.SetResult();
        Assert.That(async () => await answers.ReadToEndAsync().InTime(), Throws.InstanceOf<IOException>());
    }

    [Test]
    public async Task Answer_ThatIsTheLast_EndsWellWhateverCameBesides()
    {
        using var client = await AskAsync();
        var request = $"GET /number/7 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n{new string('x', 60_000)}";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request)).AsTask().InTime();
        using var answers = new StreamReader(client.GetStream());
        Assert.That(await answers.ReadToEndAsync().InTime(), Does.Contain("number 7."));
    }

    [Test]
    public async Task Flush_ThatIsCancelled_LosesNothing()
    {
        using var client = await AskAsync("/flush");
        await _asked.Task.InTime();
        using var answers = new StreamReader(client.GetStream());
        await UntilAsync(answers, "");
        var received = new char[Pattern.Length];
        Assert.That(await answers.ReadBlockAsync(received).AsTask().InTime(), Is.EqualTo(received.Length));
        Assert.That(received.AsSpan().SequenceEqual(Encoding.ASCII.GetString(Pattern)));
    }

    [Test]
    public async Task Thread_ThatBlocks_KeepsNobodyElseWaiting()
    {
        using var client = await AskAsync("/block");
        await _asked.Task.InTime();
        await using var other = await _server.JoinAsync();
        Assert.That((await other.CallAsync(_server.Board.Id, "echo", Value.FromString("m"))).Code, Is.Null);
        Unblock();
        using var answers = new StreamReader(client.GetStream());
        await UntilAsync(answers, "released.");
    }

    [Test]
    public async Task Thread_ThatBlocksAmongMuchOtherWork_KeepsNobodyElseWaiting()
    {
        const int blocked = 10;
        var clients = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => AskAsync($"/number/{number}")));
        var answers = clients.Select(client => new StreamReader(client.GetStream())).ToList();
        for (var i = 0; i < clients.Length; i++)
            await UntilAsync(answers[i], $"number {i}.");
        using (new OtherWork())
        {
            for (var i = 0; i < clients.Length; i++)
                clients[i].Client.Send(Request(i == blocked ? "/block" : $"/number/{-i}")); // most are there at one look
            for (var i = 0; i < clients.Length; i++)
            {
                if (i != blocked)
                    await UntilAsync(answers[i], $"number {-i}.");
            }
            await _asked.Task.InTime();
            Unblock();
            await UntilAsync(answers[blocked], "released.");
        }
        answers.ForEach(answer => answer.Dispose());
    }

    private static byte[] Request(string path) => Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");

    private static async Task UntilAsync(StreamReader answers, string line)
    {
        while (await answers.ReadLineAsync().InTime() is var next && next != line)
            Assert.That(next, Is.Not.Null, $"the connection ended before '{line}'");
    }

    private async Task<TcpClient> AskAsync(params string[] paths)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_server.Server.Url).Port).InTime();
        await client.GetStream().WriteAsync(paths.SelectMany(Request).ToArray()).AsTask().InTime();
        return client;
    }

    /// <summary>Not by a task: a thread that waits for one gives away what waits for the thread.</summary>
    private void Block()
    {
        lock (_blocking)
        {
            while (!_isUnblocked)
                Monitor.Wait(_blocking);
        }
    }

    private void Unblock()
    {
        lock (_blocking)
        {
            _isUnblocked = true;
            Monitor.PulseAll(_blocking);
        }
    }

    private void Configure(WebApplicationBuilder builder)
    {
        _pools = new CountingPools();
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>>(_pools);
        if (!isOwn)
            builder.Services.AddSingleton<IConnectionListenerFactory, SocketTransportFactory>();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.RequestHeadersTimeout = HeaderTime;
            kestrel.ListenUnixSocket(_unix);
        });
    }

    private void Map(WebApplication application)
    {
        application.MapPost("/echo", async context =>
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            using var all = new MemoryStream();
            await context.Request.Body.CopyToAsync(all);
            await context.Response.Body.WriteAsync(all.ToArray());
        });
        application.MapGet("/transport", (HttpContext context) =>
            $"\nis ours: {context.Features.Get<IConnectionSocketFeature>() is EpollConnection}.\n");
        application.MapGet("/number/{number}", (int number) => $"\nnumber {number}.\n");
        application.MapGet("/block", () =>
        {
            _asked.SetResult();
            Block();
            return "\nreleased.\n";
        });
        application.MapGet("/wait", async (HttpContext context) =>
        {
            context.RequestAborted.Register(_aborted.SetResult);
            _asked.SetResult();
            await _aborted.Task;
        });
        application.MapGet("/cut", async (HttpContext context) =>
        {
            await context.Response.WriteAsync("a part.\n");
            await _released.Task;
            context.Abort();
        });
        application.MapGet("/flush", async (HttpContext context) =>
        {
            context.Response.ContentLength = Pattern.Length;
            var body = context.Response.BodyWriter;
            body.Write(Pattern);
            var flush = body.FlushAsync();
            body.CancelPendingFlush();
            _asked.SetResult();
            await flush;
            await body.FlushAsync();
        });
        application.MapGet("/endless", async (HttpContext context) =>
        {
            context.RequestAborted.Register(() => _aborted.TrySetResult());
            var some = new byte[50_000];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(some);
        });
    }
}
