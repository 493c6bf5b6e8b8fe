using ObjectTree.Protocol;
using ObjectTree.Server.Tests.Support;

namespace ObjectTree.Server.Tests.Hostile;

/// <summary>Every malformed message of the contract that a client could send.</summary>
internal sealed class InvalidVectorTests : HostileTests
{
    [Test]
    public Task Message_OfTheInvalidVectors_IsAnsweredWithItsError(
        [ValueSource(typeof(Vector), nameof(Vector.FromClients))] Vector vector, [Values] Carrier carrier) => UnharmedAsync(async () =>
    {
        var code = await CodeOfAsync(carrier, vector.Bytes, join: !vector.IsHello);
        Assert.That(code.Name(), Is.EqualTo(vector.Error));
    });
}
