using System.Net;
using Microsoft.Extensions.Time.Testing;
using ObjectTree.Server.Access;

namespace ObjectTree.Server.Tests.Access;

/// <summary>How often the application is asked who clients are; no socket.</summary>
internal sealed class SignInTests
{
    private readonly FakeTimeProvider _time = new();

    [Test]
    public void Failures_ByTheHundredThousandFromOneAddress_AreAskedForAFewTimes()
    {
        var signIns = new SignIns(new SessionLimits(), _time);
        var (asked, waits) = (0, new List<double>());
        for (var attempt = 0; attempt < 100_000; attempt++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(10)); // a thousand seconds in all
            if (!signIns.TryBegin(At("203.0.113.7"), out var wait))
            {
                waits.Add(wait.TotalSeconds);
                continue;
            }
            asked++;
            signIns.End(At("203.0.113.7"), hasFailed: true);
            if (attempt % 1_000 == 0)
            {
                Assert.That(signIns.TryBegin(At("203.0.113.8"), out _), Is.True, "nobody else is locked out");
                signIns.End(At("203.0.113.8"), hasFailed: false);
            }
        }
        Assert.That(asked, Is.InRange(20, 40), "10 at once, then 1, 2, 4, … 60 s apart");
        Assert.That(waits.Max(), Is.InRange(59, 60));
        Assert.That(signIns.Count, Is.EqualTo(1), "who has not failed is not remembered");
    }

    [Test]
    public void Failures_WhoseTimeIsOver_AreForgotten()
    {
        var signIns = new SignIns(new SessionLimits { SignInFailures = 1 }, _time);
        Assert.That(Fails(signIns, "203.0.113.7"), Is.True);
        Assert.That(signIns.IsBlocked(At("203.0.113.7"), out var wait), Is.True);
        Assert.That(wait, Is.EqualTo(TimeSpan.FromSeconds(1)));
        Assert.That(Fails(signIns, "203.0.113.7"), Is.False);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(Fails(signIns, "203.0.113.7"), Is.True);
        Assert.That(signIns.IsBlocked(At("203.0.113.7"), out wait), Is.True);
        Assert.That(wait, Is.EqualTo(TimeSpan.FromSeconds(2)), "twice as long");
        _time.Advance(TimeSpan.FromMinutes(10));
        Assert.That(Fails(signIns, "203.0.113.7"), Is.True);
        Assert.That(signIns.IsBlocked(At("203.0.113.7"), out wait), Is.True);
        Assert.That(wait, Is.EqualTo(TimeSpan.FromSeconds(1)), "as if it were new");
    }

    [TestCase("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [TestCase("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [TestCase("203.0.113.7", "::ffff:203.0.113.7", true)]
    [TestCase("203.0.113.7", "203.0.113.8", false)]
    [TestCase("0.0.0.7", "::7", false)]
    public void Addresses_OfOneNetwork_AreOne(string one, string other, bool isSame)
    {
        var signIns = new SignIns(new SessionLimits { SignInFailures = 1 }, _time);
        Fails(signIns, one);
        Assert.That(signIns.IsBlocked(At(other), out _), Is.EqualTo(isSame));
    }

    [Test]
    public void Addresses_OfWhichThereAreMany_TakeNoMoreMemory()
    {
        var signIns = new SignIns(new SessionLimits { SignInFailures = 1, SignInsPerSecond = 1e9, SignInBurst = 1e9 }, _time);
        for (var i = 0; i < 50_000; i++)
            Fails(signIns, new IPEndPoint(new IPAddress(0x0100_0000L + i), 1));
        Assert.That(signIns.Count, Is.EqualTo(10_000));
        Assert.That(signIns.IsBlocked(new IPEndPoint(new IPAddress(0x0100_0000L + 49_999), 2), out _), Is.True, "the newest stay");
        Assert.That(signIns.IsBlocked(new IPEndPoint(new IPAddress(0x0100_0000L), 2), out _), Is.False);
    }

    [Test]
    public void SignIns_OfAll_AreBoundedPerSecond()
    {
        var signIns = new SignIns(new SessionLimits { SignInsPerSecond = 10, SignInBurst = 5 }, _time);
        var asked = 0;
        for (var i = 0; i < 10_000; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            if (Succeeds(signIns, new IPEndPoint(new IPAddress(0x0100_0000L + i), 1)))
                asked++;
        }
        Assert.That(asked, Is.InRange(100, 105));
        Assert.That(signIns.Count, Is.Zero);
        Assert.That(signIns.TryBegin(null, out _), Is.False, "nor may those without an address more");
    }

    [Test]
    public void SignIns_AtOnceOfOneAddress_AreNoMoreThanMayFail()
    {
        var signIns = new SignIns(new SessionLimits { SignInFailures = 3 }, _time);
        var begun = Enumerable.Range(0, 1_000).Count(_ => signIns.TryBegin(At("203.0.113.7"), out var _));
        Assert.That(begun, Is.EqualTo(100), "before the first has failed");
        for (var i = 0; i < begun; i++)
            signIns.End(At("203.0.113.7"), hasFailed: i == 0);
        begun = Enumerable.Range(0, 1_000).Count(_ => signIns.TryBegin(At("203.0.113.7"), out var _));
        Assert.That(begun, Is.EqualTo(2));
    }

    private static bool Fails(SignIns signIns, string address) => Fails(signIns, At(address));

    private static bool Fails(SignIns signIns, EndPoint client) => Tries(signIns, client, hasFailed: true);

    private static bool Succeeds(SignIns signIns, EndPoint client) => Tries(signIns, client, hasFailed: false);

    private static bool Tries(SignIns signIns, EndPoint client, bool hasFailed)
    {
        if (!signIns.TryBegin(client, out _))
            return false;
        signIns.End(client, hasFailed);
        return true;
    }

    private static IPEndPoint At(string address) => new(IPAddress.Parse(address), 1_234);
}
