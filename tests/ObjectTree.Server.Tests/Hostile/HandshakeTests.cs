using ObjectTree.Model.Values;
using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

internal sealed class HandshakeTests : HostileTests
{
    [Test]
    public Task Hello_WithoutACommonVersion_IsToldWhichThereAre([Values] Carrier carrier, [Values("", "0", "99", "2,3")] string versions) =>
        UnharmedAsync(async () =>
    {
        await using var client = await Server.ConnectAsync(carrier);
        long[] spoken = [.. versions.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse)];
        await client.SendAsync(TestClient.Hello() with { Versions = [.. spoken] });
        Assert.That(await client.EndAsync(), Is.EqualTo(CloseCode.VersionUnsupported));
        Assert.That(client.Bye!.Details["versions"], Is.EqualTo(Value.FromArray([Value.FromInt(1)])));
    });

    [Test]
    public Task Hello_ForATreeThatIsNotThere_Ends([Values] Carrier carrier) => UnharmedAsync(
        async () => Assert.That(
            await CodeOfAsync(carrier, TestClient.Encode(TestClient.Hello("canary")).ToArray(), join: false),
            Is.EqualTo(CloseCode.NoSuchTree)),
        payload: "canary");

    [Test]
    public Task Hello_ASecondTime_Ends([Values] Carrier carrier) => UnharmedAsync(
        async () =>
            Assert.That(await CodeOfAsync(carrier, TestClient.Encode(TestClient.Hello()).ToArray()), Is.EqualTo(CloseCode.ProtocolState)));

    [Test]
    public Task Message_BeforeHello_Ends([Values] Carrier carrier, [ValueSource(nameof(NotHello))] Message message) => UnharmedAsync(
        async () => Assert.That(
            await CodeOfAsync(carrier, TestClient.Encode(message).ToArray(), join: false), Is.EqualTo(CloseCode.Unauthenticated)));

    [Test]
    public Task Message_OfAServer_Ends([Values] Carrier carrier, [ValueSource(nameof(OfServers))] Message message) => UnharmedAsync(
        async () => Assert.That(await CodeOfAsync(carrier, TestClient.Encode(message).ToArray()), Is.EqualTo(CloseCode.ProtocolState)));

    [Test]
    public Task Hello_OfMoreThan4KiB_Ends([Values] Carrier carrier) => UnharmedAsync(
        async () => Assert.That(await CodeOfAsync(carrier, HelloOf(4_097), join: false), Is.EqualTo(CloseCode.TooBig)),
        payload: "tttt");

    [Test]
    public Task Hello_Of4KiB_IsWelcome([Values] Carrier carrier) => UnharmedAsync(
        async () =>
        {
            await using var client = await Server.ConnectAsync(carrier);
            await client.SendAsync(HelloOf(4_096));
            await client.NextAsync<WelcomeMessage>();
            await client.NextAsync<SnapshotMessage>();
        },
        warnings: 0);

    [Test]
    public Task Hello_OfANewerClient_IsWelcome() => UnharmedAsync(
        async () =>
        {
            await using var client = await Server.ConnectAsync();
            await client.SendAsync(TestClient.Hello() with { Versions = [7, 1], Resume = new ResumeRequest("s", "t", "e", 4) });
            var welcome = await client.NextAsync<WelcomeMessage>();
            Assert.That((welcome.Version, welcome.Resumed, welcome.Epoch), Is.EqualTo((1L, false, Server.Tree.Epoch)));
            Assert.That(
                ObjectTree.Protocol.Limits.ProtocolLimits.FromMap(welcome.Limits),
                Is.EqualTo(ObjectTree.Protocol.Limits.ProtocolLimits.Default));
        },
        warnings: 0);

    private static byte[] HelloOf(int size)
    {
        var empty = TestClient.Encode(TestClient.Hello() with { Software = new string('t', 1_000) }).Length;
        var hello = TestClient.Encode(TestClient.Hello() with { Software = new string('t', 1_000 + size - empty) });
        Assert.That(hello.Length, Is.EqualTo(size));
        return hello.ToArray();
    }

    private static IEnumerable<Message> NotHello() =>
    [
        new CallMessage(1, 1, "canary", []),
        ActionMessage.Of(1, 0, 0, []),
        new UndoMessage(1, 1, IsRedo: false),
        new HandlersMessage(["canary"]),
        new ResponseMessage(1, null, Value.Null),
        new WatchMessage(1, IsOn: true),
        new PongMessage(),
        new ByeMessage(CloseCode.Normal),
        new PartMessage(false, TestClient.Encode(TestClient.Hello())),
        new PingMessage(),
    ];

    private static IEnumerable<Message> OfServers() =>
    [
        new WelcomeMessage(1, "e", "s", null, false, "u", ValueMap.Empty),
        new SnapshotMessage([]),
        new FrameMessage([]),
        new AnswerMessage(1, null, Value.Null, 0, ValueMap.Empty),
        new PingMessage(),
    ];
}
