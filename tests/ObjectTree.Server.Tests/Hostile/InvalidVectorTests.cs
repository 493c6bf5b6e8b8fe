using ObjectTree.Protocol;
using ObjectTree.Protocol.Messages;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>Every wrong message of the contract that a client could send.</summary>
internal sealed class InvalidVectorTests : HostileTests
{
    [Test]
    public Task Message_OfTheInvalidVectors_IsAnsweredWithItsError(
        [ValueSource(typeof(Vector), nameof(Vector.FromClients))] Vector vector,
        [Values] Carrier carrier) => vector.Error == RejectionCodes.Validation
        ? UnharmedAsync(() => RejectedAsync(vector, carrier), warnings: 0)
        : UnharmedAsync(() => ClosedAsync(vector, carrier));

    private async Task ClosedAsync(Vector vector, Carrier carrier)
    {
        var code = await CodeOfAsync(carrier, vector.Bytes, join: !vector.IsHello);
        Assert.That(code.Name(), Is.EqualTo(vector.Error));
    }

    private async Task RejectedAsync(Vector vector, Carrier carrier)
    {
        await using var client = await Server.JoinAsync(carrier);
        await client.SendAsync(vector.Bytes);
        Assert.That((await client.UntilAsync<AnswerMessage>()).Code, Is.EqualTo(vector.Error));
    }
}
