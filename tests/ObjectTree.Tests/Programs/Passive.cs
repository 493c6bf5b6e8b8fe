namespace ObjectTree.Tests.Programs;

/// <summary>The own code of restored objects that nothing is done with.</summary>
internal sealed class Passive : IServiceProvider, IProgram
{
    public static Tree Restore(Snapshot snapshot)
    {
        var options = new TreeOptions { RootType = typeof(Thing), Services = new Passive() };
        options.ObjectTypes.Add<Pebble>();
        return Tree.Restore(snapshot, options);
    }

    public object? GetService(Type serviceType) => serviceType == typeof(IProgram) ? this : null;

    public void OnCall() => Assert.Fail("nobody calls");

    public void OnBuild(Thing thing) => Assert.Fail("a restored object is not built");

    public void OnInit(Thing thing)
    {
    }

    public void OnDestroy(Thing thing) => Assert.Fail("nothing is destroyed");
}
